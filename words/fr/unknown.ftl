## What stands for what is not known

unknown-path = cette ressource
unknown-server = le serveur
unknown-who = quelqu’un d’autre
unknown-said = rien de plus n’est connu
unknown-file = le fichier
unknown-action = Cette action

## A path beside words

shown-path = { $path }
