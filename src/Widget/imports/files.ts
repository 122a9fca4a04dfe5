/** 128 random bits that name a request; `randomUUID` is missing where a page is not served securely. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Hands a file to the browser. */
export function saveFile(file: Blob, name: string) {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** What the failing rows of a file are called. */
export const errorFileName = (fileName: string | null) => (fileName ?? 'import').replace(/\.\w+$/, '') + '-errors.csv'
