import { Problem } from './problem'

/** Reads `application/problem+json` (RFC 9457), or makes the best of what came instead. */
export async function readProblem(answer: Response): Promise<Problem> {
  const body = await answer.json().catch(() => null)
  if (!body || typeof body !== 'object') return new Problem('http_' + answer.status, answer.statusText || `HTTP ${answer.status}`, answer.status)
  const first = body.errors?.[0] // GraphQL's shape, which /graphql uses for a 401 as well
  const { code, title, detail, status: _, type: __, ...more } = body
  return new Problem(
    code ?? first?.extensions?.code ?? 'http_' + answer.status,
    detail ?? first?.message ?? title ?? `HTTP ${answer.status}`,
    answer.status,
    more,
  )
}
