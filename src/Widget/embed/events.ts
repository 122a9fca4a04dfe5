/** A contact as a row of the list has it; cards have more. */
export interface Contact {
  id: string
  firstName: string
  lastName: string
  fullName: string
  email: string | null
  phone: string | null
  phoneE164: string | null
  mobile: string | null
  mobileE164: string | null
  status: 'ACTIVE' | 'INACTIVE' | 'DO_NOT_CONTACT'
}

export interface CallDetail {
  /** E.164 where the server could read the number, else as it is written. */
  number: string
  contactId: string
  displayName: string
  contact: Contact
}

/** An import as it goes; `rows` is the sum of the five counts, at every moment. */
export interface ImportRun {
  id: string
  status: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed' | 'undone'
  fileName: string | null
  rows: number
  imported: number
  updated: number
  unchanged: number
  skipped: number
  errors: number
  totalRows: number | null
}

/** The sidebar's events. Those that may be cancelled have a default, which `preventDefault()` takes away. */
export interface CustomersEvents {
  'crm-ready': CustomEvent<{ viewer: { agent: { id: string; name: string }; tenant: { slug: string; name: string }; permissions: string[] } }>
  /** Cancelable; default: a `tel:` link. */
  'crm-call': CustomEvent<CallDetail>
  /** Cancelable; default: a `mailto:` link. */
  'crm-email': CustomEvent<{ email: string; contactId: string; displayName: string; contact: Contact }>
  /** Cancelable; default: an `sms:` link. */
  'crm-message': CustomEvent<CallDetail & { channel: string }>
  /** Cancelable; default: the card. */
  'crm-contact-open': CustomEvent<{ id: string; contact: Contact | null }>
  'crm-contact-saved': CustomEvent<{ id: string; contact: Contact; created: boolean; deleted: boolean }>
  'crm-list-change': CustomEvent<{ listId: string | null }>
  'crm-screenpop': CustomEvent<{ number: string; callId?: string; direction?: string; displayName?: string; matches: Contact[]; outcome: string; shown: boolean }>
  'crm-import-start': CustomEvent<{ run: ImportRun }>
  'crm-import-progress': CustomEvent<{ run: ImportRun }>
  'crm-import-done': CustomEvent<{ run: ImportRun }>
  /** Cancelable; default: the page that says so. */
  'crm-auth-required': CustomEvent<{ reason?: string }>
  'crm-connection': CustomEvent<{ connection: string }>
  'crm-error': CustomEvent<{ code: string; message: string; status: number }>
  'crm-resize': CustomEvent<{ width: number; height: number; wide: boolean }>
}
