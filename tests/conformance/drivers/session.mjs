// What the drivers share: a throw-away profile, and the processes that end with it.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Calls `onPart` for each part of a stream that ends in `separator`. */
export function split(stream, separator, onPart) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk) => {
    const parts = (rest + chunk).split(separator)
    rest = parts.pop()
    parts.forEach(onPart)
  })
}

/** A fresh folder, so that no run knows of another, and what was started in it. */
export function openSession(engine) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `whycors-${engine}-`))
  const children = []
  /** Sends a signal to all that was started; returns whether something of it still runs. */
  const signal = (name) => children.filter(({ pid }) => {
    try {
      return process.kill(-pid, name)
    } catch {
      return false
    }
  }).length > 0
  const removeProfile = () => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  const stopAtOnce = () => {
    signal('SIGKILL')
    removeProfile()
  }
  process.once('exit', stopAtOnce)
  return {
    profile,
    /**
     * Starts a program as the leader of its own group, so that all that it starts ends with it. Its temporary files are
     * in the profile: Chromium leaves a folder behind when it is killed.
     */
    spawn(program, words, { env = process.env, ...options } = {}) {
      const child = spawn(program, words, { detached: true, ...options, env: { ...env, TMPDIR: profile } })
      child.on('error', () => {}) // told where it is waited for
      if (child.pid) children.push(child)
      return child
    },
    async stop() {
      process.off('exit', stopAtOnce)
      signal('SIGTERM')
      await sleep(300)
      signal('SIGKILL')
      for (let tries = 0; tries < 50 && signal(0); ++tries) await sleep(50)
      removeProfile()
    },
  }
}

/** Fails once a child has ended, or could not be started; never succeeds. To race against what it should do. */
export const ended = (child, name) => new Promise((_, reject) => {
  child.once('error', reject).once('exit', () => reject(new Error(`${name} has ended`)))
})
