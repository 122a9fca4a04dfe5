/** Some come after ours, as modules or deferred; when all have run, the document says so. */
const toCome = () =>
  document.readyState !== 'complete' && !(performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domContentLoadedEventStart

/** Does it now where what it begins with has been handed over, else when the page's own scripts have run, which may hand it over still. */
export const onceHanded = (over: unknown, act: () => void) => (!over && toCome() ? addEventListener('DOMContentLoaded', act, { once: true }) : act())
