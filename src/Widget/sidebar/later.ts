// What nobody needs before the first rows are there: fetched right after them, so that it is at hand when it is wanted.
import '../elements/dialog'
import '../elements/toast'
import './contact-card'

export { enMore } from './words/en-more'
