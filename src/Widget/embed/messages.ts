/**
 * What crosses between a page and the sidebar in its frame. The frame says hello and the page answers welcome, once, by
 * window messages that name their origins; everything after that goes over the port that came with the welcome.
 */
export interface Hello {
  crm: 'hello'
  /** Of what is said here; another one is not spoken to. */
  v: 1
  /** Of the frame, new at each load: a welcome that does not repeat it is none. */
  nonce: string
}

export interface Welcome {
  crm: 'welcome'
  nonce: string
  settings: Settings
  /** False: the frame's requests go by cookies of its own site, no token is asked for. */
  tokens: boolean
}

/** Attributes of the element by their property's name, words, and the public CSS variables (`--crm-…`). */
export interface Settings {
  list?: string | null
  query?: string | null
  contactId?: string | null
  lang?: string
  theme?: 'auto' | 'light' | 'dark'
  density?: string
  view?: 'list' | 'card'
  country?: string
  noImport?: boolean
  noCreate?: boolean
  noCall?: boolean
  /** Words that the page says otherwise; those with a number or a name in them stay as they are. */
  strings?: Record<string, string>
  variables?: Record<`--crm-${string}`, string>
}

/** From the frame to the page. What has an `id` wants an answer. */
export type FromFrame =
  | { t: 'event'; name: string; detail: unknown; id?: number }
  | { t: 'token'; reason: 'start' | 'expiring' | 'rejected'; id: number }
  /** A question is not of interest any more. */
  | { t: 'drop'; id: number }
  | { t: 'state'; state: string; connection: string }
  | Answer

/** From the page to the frame. */
export type ToFrame = { t: 'call'; id: number; verb: string; args: unknown[] } | { t: 'set'; settings: Settings } | Answer

export type Answer = { t: 'answer'; id: number; value?: unknown; error?: string; code?: string }
