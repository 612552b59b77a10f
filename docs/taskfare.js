// The package lies beside the chapters.
import(new URL('taskfare/element.js', document.currentScript.src))
