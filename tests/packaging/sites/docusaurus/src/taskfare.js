import 'taskfare/element'
import 'taskfare/element.css'
