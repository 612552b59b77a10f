/** Simplified Chinese, view by view. */
import common from './zh/common.js'
import prompt from './zh/prompt.js'
import logs from './zh/logs.js'
import team from './zh/team.js'
import prices from './zh/prices.js'
import task from './zh/task.js'

export default { ...common, ...prompt, ...logs, ...team, ...prices, ...task }
