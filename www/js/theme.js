// Runs before the first paint, so that neither a theme nor an answer that was not
// asked for flashes. Kept apart from the modules because those wait for the document.
if (!/^(#\/?(task)?)?$/.test(location.hash)) document.documentElement.dataset.first = 'other'
try {
  const language = localStorage.getItem('taskfare.language') ?? navigator.language
  if (language.toLowerCase().startsWith('zh')) document.documentElement.dataset.first = 'other'
  const theme = localStorage.getItem('taskfare.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden: the system's theme it is.
}
