/**
 * For the page around the frames: `<iframe data-taskfare src="…/embed.html?…"></iframe>` and this script.
 * A height is taken only from the frame that it is for, and only from the site that the frame came from.
 */
const HIGHEST = 4000

addEventListener('message', ({ source, origin, data }) => {
  if (data?.type !== 'taskfare-height' || !Number.isFinite(data.height)) return
  for (const frame of document.querySelectorAll('iframe[data-taskfare]')) {
    if (frame.contentWindow !== source || new URL(frame.src).origin !== origin) continue
    frame.style.height = `${Math.min(Math.max(data.height, 0), HIGHEST)}px`
  }
})
