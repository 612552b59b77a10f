/** What the command can do. */

/** Each command is loaded when asked for, so that `price` starts without the rest. */
export const COMMANDS = {
  count: { about: 'tokens of texts, exactly, by file', load: () => import('./commands/count.js') },
  price: { about: 'what one call costs, by model', load: () => import('./commands/price.js') },
  project: { about: 'what an agent task will cost, with its spread', load: () => import('./commands/project.js') },
  replay: { about: 'what the calls of your logs cost, and would have cost elsewhere', load: () => import('./commands/replay.js') },
  diff: { about: 'what a change of scenario costs, as Markdown', load: () => import('./commands/diff.js') },
  fleet: { about: 'what people spend over days, and how long a budget lasts', load: () => import('./commands/fleet.js') },
  prices: { about: 'rates of a model, now or over time', load: () => import('./commands/prices.js') },
  completion: { about: 'completion for bash, zsh or fish', load: () => import('./commands/completion.js') },
}
