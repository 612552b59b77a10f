/** English, view by view. */
import common from './en/common.js'
import prompt from './en/prompt.js'
import task from './en/task.js'
import logs from './en/logs.js'
import team from './en/team.js'
import prices from './en/prices.js'

export default { ...common, ...prompt, ...task, ...logs, ...team, ...prices }
