import type { Hello, Welcome } from '../embed/messages'

/** The little of a window that a greeting needs. */
export interface Frame {
  parent: { postMessage(message: Hello, origin: string): void }
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/**
 * Says hello to the page around the frame, and takes its welcome: from that window, of that origin, with the nonce of
 * this load, once. Whatever else arrives is passed over in silence.
 *
 * @param origin of the page that the server has found in the tenant's list
 */
export function greet(frame: Frame, origin: string, nonce: string, begin: (port: MessagePort, welcome: Welcome) => void) {
  const hear = ({ source, origin: from, data, ports: [port] }: MessageEvent) => {
    if (source !== frame.parent || from !== origin || data?.crm !== 'welcome' || data.nonce !== nonce || !port) return
    frame.removeEventListener('message', hear)
    begin(port, data)
  }
  frame.addEventListener('message', hear)
  frame.parent.postMessage({ crm: 'hello', v: 1, nonce }, origin)
}
