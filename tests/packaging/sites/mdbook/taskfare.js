// mdBook's scripts are classic ones; this one loads the package, copied to src/taskfare.
import(new URL('taskfare/element.js', document.currentScript.src))
