import DefaultTheme from 'vitepress/theme'
import 'taskfare/element'
import 'taskfare/element.css'

export default DefaultTheme
