// Runs before the first paint, so that a chosen theme does not flash. Kept apart
// from the modules because those wait for the document.
try {
  const theme = localStorage.getItem('taskfare.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden: the system's theme it is.
}
