import { html, nothing } from 'lit'
import type { Problem } from '../api/problem'
import { icons } from '../elements/icons'
import type { Speech } from '../sidebar/words/words'
import type { UploadWords } from './words/en'

/** What is wrong with a file or a request, and where. @param message the server's own, unless another says it better */
export function trouble(problem: Problem, speech: Speech, words: UploadWords, message = problem.message) {
  const { line, where } = problem.more as { line?: number | null; where?: string | null }
  const place = [line ? words.atLine(speech.number(line)) : null, where].filter(Boolean)
  return html`
    <div class="trouble" role="alert" tabindex="-1" data-testid="upload-error">
      ${icons.alert}
      <div>
        ${place.length ? html`<b data-testid="upload-error-place"><bdi>${place.join(' · ')}</bdi></b>` : nothing}
        <p>${message}</p>
        <code>${problem.code}</code>
      </div>
    </div>
  `
}
