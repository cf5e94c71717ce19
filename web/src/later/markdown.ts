// A diagnosis as Markdown, for a ticket. What was pasted is quoted by its decisive lines alone, inside fences.
import type { Finding, Report } from 'whycors'

import { strings } from '../strings'
import { told } from '../views/verdict'

/** A fence that the text can't close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

/** A text on one line of a table. */
const cell = (text: string) => text.replace(/[\r\n]+/g, ' ').replace(/\|/g, '\\|')

function lineAround(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  const length = text.slice(start).search(/[\r\n]/)
  return length < 0 ? text.slice(start) : text.slice(start, start + length)
}

function part(finding: Finding, text: string): string[] {
  const quotes = finding.labels.map((label) => (label.ghost === undefined ? lineAround(text, label.start) : `+ ${label.ghost}`))
  const remedy = finding.remedies.find((one) => one.configs.length > 0) ?? finding.remedies[0]
  return [
    `**${finding.cause}** (${finding.code}): ${finding.message}`,
    ...(quotes.length > 0 && text !== '' ? [`${strings.proof}:`, fenced([...new Set(quotes)].join('\n'))] : []),
    ...(finding.help === '' ? [] : [`${strings.fix}: ${finding.help}`]),
    ...(remedy?.configs ?? []).flatMap((config) => [
      `${config.platform}. ${strings.evidences[config.evidence]} ${config.version}:`, fenced(config.text.replace(/\n$/, ''))]),
    ...(remedy ? [`${strings.verify}: ${remedy.verify}`] : []),
  ]
}

/** `text` is what the report is of. */
export function toMarkdown(report: Report, text: string): string {
  const [leading, ...others] = report.findings
  const { lead, say } = told(report)
  const rows = (['chromium', 'gecko', 'webkit'] as const).flatMap((name) => {
    const engine = report.engines[name]
    return engine ? [`| ${strings.engineNames[name]} | ${strings.verdicts[engine.verdict]} | ${cell(engine.console[0] ?? '')} |`] : []
  })
  return [
    `### ${[lead, say].filter(Boolean).join(': ')}`,
    ['| Browser | Verdict | Console |', '| --- | --- | --- |', ...rows].join('\n'),
    ...(leading ? part(leading, text) : []),
    ...(others.length > 0 ? [others.map((one) => `- ${one.message}`).join('\n')] : []),
  ].join('\n\n') + '\n'
}
