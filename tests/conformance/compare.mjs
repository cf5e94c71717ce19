// Holds what whycors says against what an engine did, property by property.

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

/** Beside CORS, browsers talk of other things, and Chromium's network line is no console message of the page. */
const isAboutCors = (line) => !/^(Failed to load resource|Clear-Site-Data header|Refused to set unsafe header)/.test(line)

/** Each property: what the engine did and what the report says, or null where it can't be compared. */
const properties = {
  verdict: (seen, said) => [seen.verdict, said.verdict],
  preflightSent: (seen, said) => [seen.requests.some((one) => one.hop === 0 && one.requestMethod !== undefined), said.preflightSent],
  preflightRequest: (seen, said) => {
    const sent = seen.requests.find((one) => one.hop === 0 && one.requestMethod !== undefined)
    const header = (name) => said.preflightRequest?.headers.find(([one]) => one === name)?.[1]
    if (!sent || !said.preflightRequest) return null
    return [[sent.requestMethod, sent.requestHeaders ?? null, sent.origin],
      [header('Access-Control-Request-Method'), header('Access-Control-Request-Headers') ?? null, header('Origin')]]
  },
  actualSent: (seen, said) => [seen.requests.some((one) => one.hop === 0 && one.requestMethod === undefined), said.actualSent],
  exposed: (seen, said) => (seen.verdict === 'allowed' && said.verdict === 'allowed' ? [seen.exposed, said.exposedHeaders] : null),
  console: (seen, said) => (seen.verdict === 'blocked' && said.verdict === 'blocked'
    ? [seen.console.filter(isAboutCors), said.console.filter(isAboutCors)] : null),
}

/** Prints agreement for each engine and property, the smallest disagreements first; returns how many there are. */
export function compare(recorded, reports, engines, show) {
  let total = 0
  for (const engine of engines) {
    const different = Object.fromEntries(Object.keys(properties).map((name) => [name, []]))
    const compared = Object.fromEntries(Object.keys(properties).map((name) => [name, 0]))
    recorded.forEach(({ exchange, observed }, index) => {
      const seen = observed[engine]
      const said = reports[index].engines?.[engine]
      if (!seen) return
      for (const [name, property] of Object.entries(properties)) {
        const pair = said ? property(seen, said) : [seen.verdict, reports[index].error]
        if (!pair) continue
        ++compared[name]
        if (!same(...pair)) different[name].push({ exchange, seen: pair[0], said: pair[1], requests: seen.requests })
      }
    })
    const words = Object.keys(properties).map((name) => `${name} ${compared[name] - different[name].length}/${compared[name]}`)
    console.log(`${engine}: ${words.join(', ')}`)
    for (const [name, all] of Object.entries(different)) {
      total += all.length
      all.sort((a, b) => JSON.stringify(a.exchange).length - JSON.stringify(b.exchange).length)
      for (const one of all.slice(0, show)) {
        console.log(`  ${engine} ${name}: did ${JSON.stringify(one.seen)}\n    whycors says ${JSON.stringify(one.said)}`)
        console.log(`    ${JSON.stringify(one.exchange)}\n    wire ${JSON.stringify(one.requests)}`)
      }
    }
  }
  return total
}
