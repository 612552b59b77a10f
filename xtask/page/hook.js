/** Lets Node read the page's modules from where they lie: a site serves `pkg/` beside the page, the repository above it. */
export const resolve = (specifier, context, next) => next(specifier.startsWith('.') ? new URL(specifier, context.parentURL).href.replace('/www/pkg/', '/pkg/') : specifier, context)
