
/** What the caller knows better than the paste. */
export interface Options {
  origin?: string;
  credentials?: 'omit' | 'same-origin' | 'include';
  initiator?: 'fetch' | 'xhr' | 'image' | 'script' | 'module' | 'style' | 'font' | 'media' | 'track' | 'eventsource' | 'beacon';
  platform?: string;
  /** Only this engine, beside the standard. */
  engine?: EngineName;
  /** Every step of every engine in the report. */
  steps?: boolean;
  /** What blocks of the paste are, by their number in the report's `blocks`. */
  blocks?: Record<number, 'preflight' | 'response' | 'redirect' | 'request' | 'ignored'>;
}

export interface Verdict {
  verdict: 'allowed' | 'blocked' | 'opaque' | 'undetermined';
  stage: 'request' | 'preflight' | 'redirect' | 'response';
  preflightSent: boolean;
  actualSent: boolean;
}

/** Verdicts in bulk, in the order of the input; null where a line was no Exchange. */
export interface Verdicts extends Iterable<Record<EngineName, Verdict | null>> {
  readonly length: number;
  at(index: number): Record<EngineName, Verdict | null>;
}

export interface Code {
  code: string;
  name: string;
  category: string;
  title: string;
}

export interface Quirk {
  id: string;
  engines: EngineName[];
  scope: 'engine' | 'port';
  algorithm: string;
  step: string;
  summary: string;
  evidence: string;
}

export interface Engines {
  engines: { name: EngineName; label: string; version: string; maxAgeLimit?: number }[];
  quirks: Quirk[];
}

/** A server platform that configs are printed for. */
export interface Platform {
  name: string;
  label: string;
  evidence: 'proven' | 'emulated' | 'documented';
  /** Of the server it was proven on, or the documentation. */
  version: string;
  documentation: string;
  /** Where its configuration goes wrong. */
  traps: string[];
}

/** What went wrong, with the place in the input where there is one. */
export class WhycorsError extends Error {}

export interface Whycors {
  readonly version: string;
  readonly codes: Code[];
  readonly engines: Engines;
  readonly platforms: Platform[];
  /** Any paste in, the diagnosis out. Spans in the report are UTF-16 code units of `text`. */
  diagnose(text: string, options?: Options): Report;
  /** One Exchange, as an object or as JSON. */
  evaluate(exchange: object | string, options?: Options): Report;
  /** Exchanges in bulk, as objects or as NDJSON. */
  evaluateAll(exchanges: Iterable<object> | string | Uint8Array): Verdicts;
  /** The preflight that each browser would send. */
  preflight(request: object, options?: { as?: 'raw' | 'curl' | 'fetch' | 'http' }): string;
  /** The config of a platform that allows a call and no more: that of a report, a paste, or a request. */
  fix(platform: string, call: Report | string | object, options?: { as?: 'config' | 'markdown' }): string;
  /** What a code means and how to mend it, as Markdown; undefined for no code. */
  explain(code: string): Promise<string | undefined>;
  /** Makes a fresh instance, after a crash. */
  restart(): Promise<void>;
}

export function loadWhycors(options?: {
  wasm?: ArrayBuffer | Uint8Array | Response | Promise<Response> | URL | string | WebAssembly.Module;
}): Promise<Whycors>;
