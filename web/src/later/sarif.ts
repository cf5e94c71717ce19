// A diagnosis as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
import type { Label, Report } from 'whycors'

import { strings } from '../strings'
import { lineAt } from '../views/proof'

declare const VERSION_OF_CORE: string

/** `text` is what the report is of. */
export function toSarif(report: Report, text: string): object {
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
  return {
    version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [{
      tool: { driver: { name: 'whycors', version: VERSION_OF_CORE } }, columnKind: 'utf16CodeUnits',
      results: report.findings.map((finding) => ({
        ruleId: finding.code, level: finding.severity,
        message: { text: finding.help === '' ? finding.message : `${finding.message}. ${strings.sarifHelp}: ${finding.help}` },
        locations: finding.labels.filter((label) => label.primary).map(location),
        relatedLocations: finding.labels.filter((label) => !label.primary).map(location),
        properties: { cause: finding.cause, category: finding.category, certainty: finding.certainty },
      })),
    }],
  }
}
