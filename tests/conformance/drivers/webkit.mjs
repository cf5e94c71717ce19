// WebKitGTK's MiniBrowser in a virtual display; it prints its console.
import { execFileSync } from 'node:child_process'

import { ended, split } from './session.mjs'

const program = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'

export const version = () => execFileSync('dpkg-query', ['-W', '-f', 'WebKitGTK ${Version}', 'libwebkit2gtk-4.1-0']).toString()

/** Starts an X server on a free display, and gives its name. */
async function startDisplay(session) {
  const child = session.spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = new Promise((resolve) => child.stdio[3].once('data', resolve))
  return `:${String(await Promise.race([number, ended(child, 'Xvfb')])).trim()}`
}

/** Opens `url`. `onLine` is told each line of the console. */
export async function open(session, url, { onLine }) {
  const { profile } = session
  const child = session.spawn(program, ['--enable-write-console-messages-to-stdout=true', '--ignore-tls-errors', url], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env, DISPLAY: await startDisplay(session), HOME: profile, XDG_RUNTIME_DIR: profile,
      XDG_CACHE_HOME: `${profile}/cache`, XDG_DATA_HOME: `${profile}/data`, XDG_CONFIG_HOME: `${profile}/config`,
      LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      GTK_A11Y: 'none', NO_AT_BRIDGE: '1',
    },
  })
  const take = (line) => {
    const match = /CONSOLE (?:\w+ )?(?:ERROR|WARN|LOG|INFO|DEBUG) (.*)$/.exec(line)
    if (match) onLine(match[1])
  }
  split(child.stdout, '\n', take)
  split(child.stderr, '\n', take)
}
