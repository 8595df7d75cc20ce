## Why a file was moved to Recovered

kept-discarded = Vous avez abandonné vos modifications
kept-kept-theirs = Dans un conflit, vous avez gardé leur version
kept-deleted = Supprimé sur le serveur
kept-altered = Modifié par le serveur à la réception, ou aussitôt remplacé par quelqu’un
kept-removed-from-server = Supprimé du serveur
kept-replaced = Aurait été remplacé
kept-other = Aurait été perdu
