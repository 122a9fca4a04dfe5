import { css, html } from 'lit'

/** Two letters of a name; by code point, so that no letter is cut in half. */
export function initials(first: string, last: string) {
  const letter = (text: string) => [...text.trim()].find((c) => /[\p{L}\p{N}]/u.test(c)) ?? ''
  return (letter(first) + letter(last)).toLocaleUpperCase() || '?'
}

/** One of eight colours, the same for a person on every page. */
export function hueOf(id: string) {
  let sum = 0
  for (let at = 0; at < id.length; at++) sum = (sum * 31 + id.charCodeAt(at)) | 0
  return Math.abs(sum) % 8
}

/** A person's initials with a dot for the status; says nothing to a screen reader, the name stands beside it. */
export const avatar = (contact: { id: string; firstName: string; lastName: string; status: string }, size = '') => html`
  <span class="avatar h${hueOf(contact.id)} ${size}" aria-hidden="true">
    ${initials(contact.firstName, contact.lastName)}<i class="dot ${contact.status}"></i>
  </span>
`

export const avatars = css`
  .avatar {
    position: relative;
    flex: none;
    inline-size: 34px;
    block-size: 34px;
    border-radius: 50%;
    line-height: 34px;
    text-align: center;
    font-size: 12px;
    font-weight: 600;
    letter-spacing: 0.02em;
    background: light-dark(oklch(0.93 0.04 var(--hue)), oklch(0.34 0.06 var(--hue)));
    color: light-dark(oklch(0.42 0.11 var(--hue)), oklch(0.88 0.07 var(--hue)));
  }
  .avatar.large {
    inline-size: 52px;
    block-size: 52px;
    line-height: 52px;
    font-size: 18px;
  }
  .h0 { --hue: 20 }
  .h1 { --hue: 60 }
  .h2 { --hue: 110 }
  .h3 { --hue: 155 }
  .h4 { --hue: 200 }
  .h5 { --hue: 250 }
  .h6 { --hue: 290 }
  .h7 { --hue: 340 }
  .dot {
    display: block;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--crm-color-good);
  }
  .dot.INACTIVE {
    background: color-mix(in oklab, var(--crm-color-muted) 65%, var(--crm-color-surface));
  }
  .dot.DO_NOT_CONTACT {
    background: var(--crm-color-danger);
  }
  .avatar .dot {
    position: absolute;
    inset-inline-end: -1px;
    inset-block-end: -1px;
    inline-size: 11px;
    block-size: 11px;
    border: 2px solid var(--crm-color-surface);
  }
`
