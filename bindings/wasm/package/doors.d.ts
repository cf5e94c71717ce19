
/** What the caller knows better than the paste. */
export interface Options {
  origin?: string;
  credentials?: 'omit' | 'same-origin' | 'include';
  initiator?: 'fetch' | 'xhr' | 'image' | 'script' | 'module' | 'style' | 'font' | 'media' | 'track' | 'eventsource' | 'beacon';
  /** Whose config is to be printed, whatever the answers tell. */
  platform?: string;
  /** Whose config is to be printed where no answer tells what it is of. */
  usualPlatform?: string;
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

/** A paste without its secrets, and how many of each kind were taken out. */
export interface Redacted {
  text: string;
  removed: { kind: 'authorization' | 'cookie' | 'header' | 'parameter' | 'url-password' | 'jwt' | 'token' | 'private-key'; count: number }[];
}

/** What went wrong, with the place in the input where there is one. */
export class WhycorsError extends Error {}

/** What a FileHandle of Node's `fs/promises` has. */
export interface OpenFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(): Promise<{ size: number }>;
}

/** A recording: its text or bytes, a File or Blob, a Response, a stream of bytes, or a file that Node has open. */
export type HarInput =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | Response
  | ReadableStream<Uint8Array>
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | OpenFile;

export interface HarOptions {
  /** About every 4 MB, and at the end. `size` where it is known. */
  onProgress?: (progress: { bytes: number; size?: number; entries: number }) => void;
  signal?: AbortSignal;
}

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
  /** Triage of a recording of any size, in constant memory: its failed and fragile calls by cause. */
  har(input: HarInput, options?: HarOptions): Promise<HarReport>;
  /** The text without its secrets, each replaced by REDACTED; it is diagnosed as before. */
  redact(text: string): Redacted;
  /** What a code means and how to mend it, as Markdown; undefined for no code. */
  explain(code: string): Promise<string | undefined>;
  /**
   * Makes a fresh instance, to give memory back. After a crash the next call does so by itself, where the browser lets it.
   */
  restart(): Promise<void>;
}

export function loadWhycors(options?: {
  wasm?: ArrayBuffer | Uint8Array | Response | Promise<Response> | URL | string | WebAssembly.Module;
}): Promise<Whycors>;
