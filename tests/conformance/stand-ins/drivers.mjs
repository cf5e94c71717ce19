// Drivers of browsers that are none: each talks to the run as a page does, sends nothing and allows a call that says so
// in its headers.

/** Asks for calls and tells how each ended, as runner.js does. */
async function play(url, verdictOf) {
  const { origin } = new URL(url)
  const ask = (place, body) => fetch(origin + place, { ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) })
  for (;;) {
    const batch = await (await ask('/next')).json()
    if (!batch.length) break
    for (const { id, request } of batch) {
      const verdict = await verdictOf(request)
      if (verdict) await ask('/result', { id, verdict, exposed: [] })
    }
  }
  await ask('/done', '')
}

/** Allows what says `X-Allow: yes`, but for what it is wrong about. */
const judged = (isWrongAbout) => async (request) => {
  const headers = new Headers(request.headers)
  return (headers.get('x-allow') === 'yes') !== isWrongAbout(headers) ? 'allowed' : 'blocked'
}
const driver = (version, verdictOf) => ({ version: () => version, open: async (session, url) => { await play(url, verdictOf) } })

export const drivers = {
  right: driver('Right 1.0', judged(() => false)),
  wrong: driver('Wrong 1.0', judged((headers) => headers.has('x-bug'))),
  newer: driver('Newer 2.0', judged((headers) => headers.has('x-bug'))),
  silent: driver('Silent 1.0', async () => null),
  absent: { version: () => 'Absent 1.0', open: async () => { throw new Error('Absent has ended') } },
  unknown: { version: () => { throw new Error('spawn unknown ENOENT') } },
}
