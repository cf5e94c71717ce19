// The engines that exchanges are run in: name -> { version(), open(session, url, handlers) }. `open` may give a
// function that waits for the last of the console.
import * as chromium from './chromium.mjs'
import * as gecko from './gecko.mjs'
import * as webkit from './webkit.mjs'

export const drivers = { chromium, gecko, webkit }
