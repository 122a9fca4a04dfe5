/** Some come after ours, as modules or deferred; when all have run, the document says so. */
const toCome = () =>
  document.readyState !== 'complete' && !(performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domContentLoadedEventStart

/** Does it now, or when the page's own scripts have run: what an element begins with may be handed over only by them. */
export const afterPageScripts = (act: () => void) => (toCome() ? addEventListener('DOMContentLoaded', act, { once: true }) : act())
