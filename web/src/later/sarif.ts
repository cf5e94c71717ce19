// A diagnosis as SARIF 2.1.0, as the command line writes it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
import type { Finding, Label, Report } from 'whycors'

import { strings } from '../strings'
import { lineAt } from '../views/proof'

declare const VERSION_OF_CORE: string

/** The explanations by code, as Markdown; none where there are no explain pages. */
async function explanations(pages: string | null): Promise<Record<string, string>> {
  try {
    return pages === null ? {} : await (await fetch(`${pages}codes/explanations.json`)).json() as Record<string, string>
  } catch {
    return {}
  }
}

/** The same for a finding whose lines have moved: FNV-1a, of 64 bits, of its cause and of what it points at. */
function fingerprint(finding: Finding, text: string): string {
  let hash = 0xcbf29ce484222325n
  const add = (byte: number) => { hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n) }
  for (const part of [finding.code, finding.cause, ...finding.labels.filter((one) => one.primary).map((one) => text.slice(one.start, one.end))]) {
    new TextEncoder().encode(part).forEach(add)
    add(0xff)
  }
  return hash.toString(16).padStart(16, '0')
}

/** `text` is what the report is of; `pages` is where the explain pages are, null when there are none. */
export async function toSarif(report: Report, text: string, pages: string | null): Promise<object> {
  const told = await explanations(pages)
  const position = (offset: number) => {
    const { number, start } = lineAt(text, offset)
    return { line: number, column: 1 + offset - start }
  }
  const location = (label: Label) => {
    const [start, end] = [position(label.start), position(label.end)]
    return {
      physicalLocation: { artifactLocation: { uri: 'paste' }, region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column } },
      message: { text: label.text },
    }
  }
  const rules = report.findings.filter(({ code }, index, all) => all.findIndex((one) => one.code === code) === index)
  return {
    version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [{
      tool: {
        driver: {
          name: 'whycors', version: VERSION_OF_CORE,
          rules: rules.map(({ code, name, severity }) => {
            const help = told[code]
            return {
              id: code, name, defaultConfiguration: { level: severity },
              ...(help && { shortDescription: { text: /\*\*(.+?)\*\*/s.exec(help)?.[1] ?? code }, help: { text: help, markdown: help } }),
              ...(pages !== null && { helpUri: new URL(`${pages}codes/${name}.html`, document.baseURI).href }),
            }
          }),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: report.findings.map((finding) => ({
        ruleId: finding.code, ruleIndex: rules.findIndex(({ code }) => code === finding.code), level: finding.severity,
        message: { text: finding.help === '' ? finding.message : `${finding.message}. ${strings.sarifHelp}: ${finding.help}` },
        locations: finding.labels.filter((label) => label.primary).map(location),
        relatedLocations: finding.labels.filter((label) => !label.primary).map(location),
        partialFingerprints: { 'causeAndText/v1': fingerprint(finding, text) },
        properties: { cause: finding.cause, category: finding.category, certainty: finding.certainty },
      })),
    }],
  }
}
