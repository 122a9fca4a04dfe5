import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

export interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/**
 * A real HTTP server on a free port, answering as a test says; it keeps what it was asked.
 * @param talk takes a WebSocket; without it, one is answered as any request
 */
export async function serve(answer: (asked: Asked, response: ServerResponse) => void, talk?: (socket: WebSocket, path: string) => void) {
  const asked: Asked[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      const one = { method: request.method!, path: request.url!, headers: request.headers, body }
      asked.push(one)
      answer(one, response)
    })
  })
  if (talk) {
    const sockets = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, (one) => talk(one, request.url!)))
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const place = { graphql: root + 'graphql', hub: root + 'hubs/crm', rest: root }
  return { asked, place, stop: () => (server.closeAllConnections(), new Promise((done) => server.close(done))) }
}

export function json(response: ServerResponse, status: number, body: unknown, type = 'application/json') {
  response.writeHead(status, { 'Content-Type': type })
  response.end(JSON.stringify(body))
}

/** Waits until something holds, at most two seconds. */
export async function until(holds: () => boolean) {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 200) throw new Error('It did not come to hold: ' + holds)
    await new Promise((next) => setTimeout(next, 10))
  }
}

export const row = (id: string, lastName = 'Doe', firstName = 'Jo') => ({
  id, firstName, lastName, fullName: `${firstName} ${lastName}`, title: null, email: null, phone: null, phoneE164: null,
  mobile: null, mobileE164: null, status: 'ACTIVE' as const, account: null,
})

export const pageOf = (ids: string[], endCursor: string | null = null) => ({
  contacts: { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes: ids.map((id) => row(id)) },
})
