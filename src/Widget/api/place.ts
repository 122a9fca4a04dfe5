/** Where the server's parts are, seen from the page. */
export interface Place {
  graphql: string
  hub: string
  /** The prefix of the REST routes, ending in `/`. */
  rest: string
}

/**
 * Finds the endpoints from where this script came from: whatever stands before `/widget/v1/` is the plugin's prefix,
 * so a host that maps us below `/crm`, or serves us from another origin, has nothing to configure.
 */
export function findPlace(endpoint?: string | null, hub?: string | null, script = import.meta.url): Place {
  const page = globalThis.document?.baseURI ?? script
  const at = script.lastIndexOf('/widget/v1/')
  let root = at < 0 ? new URL('/', page).href : script.slice(0, at + 1)
  const graphql = new URL(endpoint || root + 'graphql', page).href
  if (endpoint && /\/graphql\/?$/.test(graphql)) root = graphql.replace(/graphql\/?$/, '')
  return { graphql, hub: new URL(hub || root + 'hubs/crm', page).href, rest: root }
}
