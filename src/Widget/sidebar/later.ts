// What nobody needs before the first rows are there: fetched right after them, so that it is at hand when it is wanted.
//
// What the shell and the parts that lie over the list agree on:
// - `<crm-contact-card>` is given `.client` (queries, mutations), `.viewer` (with permissions), `.lists`, `.contact` (a row,
//   then the whole, anew whenever the hub tells of it), `.gone`, `.speech`, `.canCall`, `.alone` (no way back is needed). It
//   fires `back` · `call` {contact, number} · `email` contact · `message` contact or {contact, number, channel} · `saved`
//   {contact, undo?} · `deleted` {contact} · `toast` {text, undo?, action?, bad?} · `problem` Problem. The shell calls
//   `focusHeading()` and `edit()`, and asks `editing`: true while something typed is not saved, so that no call covers it.
//   What is typed outlives another `.contact`.
// - `<crm-contact-form>` is given `.client`, `.viewer`, `.speech`, `.prefill`; fires `saved` {contact} · `open` {id}
//   · `close` · `toast` · `problem`. The shell offers creating once it is defined.
// - `desk.client` is the one way to the server; a 401 and a 429 that can be waited for are the shell's, not theirs.
import '../elements/dialog'
import '../elements/toast'
import './card/card'
import './card/contact-form'
import { laterFrame } from './later-styles'

export { Acts } from './acts'
export const laterStyles = [laterFrame]
