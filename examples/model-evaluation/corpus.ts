/** Languages that the model tells apart. */
export const languages = ['english', 'german', 'french', 'spanish'] as const

export type Language = (typeof languages)[number]

/** Text that the model learns from. */
export const training: Readonly<Record<Language, string>> = {
  english:
    'The ferry leaves the harbour at seven and comes back before the rain. Nobody in the village remembers who built the stone bridge, but everyone crosses it twice a day. ' +
    'She keeps the seeds in paper bags, writes the year on each of them and sows them when the frost is over. If the wind turns to the north, we should bring the boats in and close the shutters. ' +
    'They had walked for three hours when the path ended at a river that was not on the map. What the teacher wanted to know was whether the answer could be found without a table.',
  german:
    'Die Fähre verlässt den Hafen um sieben und kommt vor dem Regen zurück. Niemand im Dorf weiß noch, wer die steinerne Brücke gebaut hat, aber alle gehen zweimal am Tag darüber. ' +
    'Sie bewahrt die Samen in Papiertüten auf, schreibt das Jahr darauf und sät sie, wenn der Frost vorbei ist. Wenn der Wind nach Norden dreht, sollten wir die Boote hereinholen und die Läden schließen. ' +
    'Sie waren drei Stunden gegangen, als der Weg an einem Fluss endete, der nicht auf der Karte stand. Die Lehrerin wollte wissen, ob man die Antwort auch ohne Tabelle finden kann.',
  french:
    'Le bac quitte le port à sept heures et revient avant la pluie. Personne au village ne sait plus qui a construit le pont de pierre, mais tout le monde le traverse deux fois par jour. ' +
    "Elle garde les graines dans des sacs en papier, y écrit l'année et les sème quand le gel est passé. Si le vent tourne au nord, nous devrions rentrer les bateaux et fermer les volets. " +
    "Ils marchaient depuis trois heures quand le chemin s'arrêta devant une rivière qui n'était pas sur la carte. La maîtresse voulait savoir si l'on pouvait trouver la réponse sans tableau.",
  spanish:
    'El transbordador sale del puerto a las siete y vuelve antes de la lluvia. Nadie en el pueblo recuerda quién construyó el puente de piedra, pero todos lo cruzan dos veces al día. ' +
    'Ella guarda las semillas en bolsas de papel, escribe en ellas el año y las siembra cuando ha pasado la helada. Si el viento gira hacia el norte, deberíamos recoger los barcos y cerrar las contraventanas. ' +
    'Llevaban tres horas caminando cuando el sendero terminó en un río que no estaba en el mapa. La maestra quería saber si la respuesta se podía encontrar sin una tabla.',
}

/** Sentences that the model has not seen, with the language they are in. */
export const sentences: readonly { readonly text: string; readonly language: Language }[] = [
  ['english', 'our neighbours planted two apple trees behind the school last spring'],
  ['english', 'there is enough bread for everybody who wants to stay the night'],
  ['english', 'when the clock strikes twelve the lamps along the street go out'],
  ['english', 'he could not explain why the letter had arrived so late'],
  ['english', 'please leave the key with the woman who sells the flowers'],
  ['german', 'unsere Nachbarn haben im Frühjahr zwei Apfelbäume hinter der Schule gepflanzt'],
  ['german', 'es ist genug Brot da für alle, die über Nacht bleiben möchten'],
  ['german', 'wenn die Uhr zwölf schlägt, gehen die Lampen an der Straße aus'],
  ['german', 'er konnte nicht erklären, warum der Brief so spät gekommen war'],
  ['german', 'bitte geben Sie den Schlüssel bei der Frau ab, die Blumen verkauft'],
  ['french', "nos voisins ont planté deux pommiers derrière l'école au printemps dernier"],
  ['french', 'il y a assez de pain pour tous ceux qui veulent passer la nuit ici'],
  ['french', "quand l'horloge sonne minuit, les lampes de la rue s'éteignent"],
  ['french', 'il ne pouvait pas expliquer pourquoi la lettre était arrivée si tard'],
  ['french', 'laissez la clé à la femme qui vend les fleurs, merci'],
  ['spanish', 'nuestros vecinos plantaron dos manzanos detrás de la escuela la primavera pasada'],
  ['spanish', 'hay suficiente pan para todos los que quieran quedarse a dormir'],
  ['spanish', 'cuando el reloj da las doce se apagan las lámparas de la calle'],
  ['spanish', 'no pudo explicar por qué la carta había llegado tan tarde'],
  ['spanish', 'deje la llave con la mujer que vende las flores, por favor'],
].map(([language, text]) => ({ language: language as Language, text: text as string }))
