import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import React, { useState } from 'react'
import { createRoot } from 'react-dom/client'
import 'graphiql/graphiql.css'
import './page.css'

const kept = 'crm-query-page-token'
const example = `# What the signed-in agent sees. Ctrl-Enter runs it, Ctrl-Space completes.
{
  viewer { agent { name } permissions }
  contacts(first: 5) {
    nodes { id fullName email }
    pageInfo { endCursor hasNextPage }
    totalCount
  }
}
`

/** A bearer token as it is, or the token of an agent of the demo. */
async function signIn(text) {
  if (text.includes('.')) return text
  const answer = await fetch('/demo/token', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ agent: text }) })
  if (!answer.ok) throw new Error(answer.status === 404 ? `The demo knows no agent ${text}.` : 'Paste a bearer token: there is no demo here.')
  return (await answer.json()).access_token
}

function Page() {
  const [token, setToken] = useState(sessionStorage.getItem(kept) ?? '')
  const [fault, setFault] = useState('')
  const enter = async (event) => {
    event.preventDefault()
    try {
      const next = await signIn(new FormData(event.target).get('who').trim())
      sessionStorage.setItem(kept, next)
      setFault('')
      setToken(next)
    } catch (error) {
      setFault(error.message)
    }
  }
  const leave = () => {
    sessionStorage.removeItem(kept)
    setToken('')
  }
  const fetcher = createGraphiQLFetcher({ url: location.pathname, headers: token ? { Authorization: 'Bearer ' + token } : { 'GraphQL-Preflight': '1' } })
  return (
    <>
      <form className="sign-in" onSubmit={enter}>
        <strong>CrmContacts</strong>
        <label>
          Sign in as <input name="who" placeholder="alice, or a bearer token" autoComplete="off" spellCheck={false} />
        </label>
        <button>Sign in</button>
        {token && <button type="button" onClick={leave}>Sign out</button>}
        <span role="status">{fault || (token ? 'Signed in.' : 'Not signed in: every query is refused.')}</span>
      </form>
      <GraphiQL key={token} fetcher={fetcher} defaultQuery={example} />
    </>
  )
}

createRoot(document.getElementById('page')).render(<Page />)
