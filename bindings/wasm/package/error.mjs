/** What went wrong, with the place in the input where there is one. */
export class WhycorsError extends Error {
  name = 'WhycorsError'
}
