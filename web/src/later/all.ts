// What is loaded when it is asked for, in one piece: the first answer needs none of it.
export { samples } from '../samples'
export { Builder } from './builder'
export { harView } from '../views/har'
export { toMarkdown } from './markdown'
export { toSarif } from './sarif'
export { openShare, read } from './share'
