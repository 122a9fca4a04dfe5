/** Where somebody is in the manager: `contacts/ID?status=ACTIVE` is page, rest of the path, and query. */
export interface Route {
  page: string
  /** What follows the page's name, in parts. */
  path: string[]
  query: URLSearchParams
}

export const homePage = 'contacts'

/** Reads `#/contacts/ID?status=ACTIVE`, with or without the leading signs. */
export function routeOf(text: string): Route {
  const [path = '', query = ''] = text.replace(/^#?\/*/, '').split(/\?(.*)/s)
  const [page, ...rest] = path.split('/').filter(Boolean).map(unescaped)
  return { page: page || homePage, path: rest, query: new URLSearchParams(query) }
}

/** The same as a text that begins with a slash; two routes to one place give one text. */
export function textOf({ page, path, query }: Route): string {
  const all = String(query)
  return '/' + [page, ...path].map(encodeURIComponent).join('/') + (all ? '?' + all : '')
}

function unescaped(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Who keeps the place: the page's address after `#`, or nobody but the element. */
export interface Router {
  readonly route: Route
  /** @param replace the step back does not lead here: what is typed, filtered and sorted */
  go(route: Route, replace?: boolean): void
  end(): void
}

/** The address of the page; a reload, a link and the way back all work. */
export function hashRouter(changed: () => void): Router {
  const told = () => changed()
  addEventListener('hashchange', told)
  addEventListener('popstate', told)
  return {
    get route() {
      return routeOf(location.hash)
    },
    go(route, replace) {
      const to = '#' + textOf(route)
      if (to === location.hash) return
      history[replace ? 'replaceState' : 'pushState'](null, '', to)
      changed()
    },
    end() {
      removeEventListener('hashchange', told)
      removeEventListener('popstate', told)
    },
  }
}

/** For an element in a page whose address is the page's own. */
export function ownRouter(changed: () => void, begin: string): Router {
  let route = routeOf(begin)
  return {
    get route() {
      return route
    },
    go(to) {
      if (textOf(to) === textOf(route)) return
      route = to
      changed()
    },
    end() {},
  }
}
