/** English, view by view. */
import common from './en/common.js'
import prompt from './en/prompt.js'
import task from './en/task.js'
import prices from './en/prices.js'

export default { ...common, ...prompt, ...task, ...prices }
