/** A token source, as a real host would write one against its own sign-in. */
export const tokenOf = (name) => async ({ signal }) => {
  const answer = await fetch('demo/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ agent: name }),
    signal,
  })
  if (answer.status === 404) return null // no demo: the session goes by cookies
  if (!answer.ok) throw new Error('Sign-in failed')
  const { access_token: token, expires_in: seconds } = await answer.json()
  return { token, expiresAt: Date.now() + seconds * 1000 }
}
