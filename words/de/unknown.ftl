## What stands for what is not known

unknown-path = dieses Asset
unknown-server = der Server
unknown-who = eine andere Person
unknown-said = mehr ist nicht bekannt
unknown-file = die Datei
unknown-action = Dies

## A path beside words

shown-path = { $path }
