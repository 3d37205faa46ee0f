/** Names that go together; everybody made of them is invented. */
export interface NamePool {
  /** How often the pool is drawn. */
  readonly weight: number;
  readonly families: readonly string[];
  readonly girls: readonly string[];
  readonly boys: readonly string[];
}

/** Common given names of today's pupils, whatever the family's origin. */
const girls =
  "Zoé,Léa,Chloé,Inès,Manon,Jade,Louise,Éléonore,Camille,Anaïs,Maëlle,Clémence,Apolline,Juliette,Margaux,Héloïse,Romane,Élise,Noémie,Faustine,Capucine,Agathe,Salomé,Maïwenn,Anne-Sophie,Marie-Lou,Victoire,Célestine,Lison,Ambre,Océane,Rose,Adèle,Garance,Solène,Thaïs,Constance,Gaëlle,Mélina,Pénélope".split(
    ",",
  );
const boys =
  "Noé,Léo,Théo,Gabriel,Raphaël,Maël,Ethan,Loïc,Clément,Éloi,Timothée,Gaspard,Augustin,Bastien,Corentin,Mathéo,Jean-Baptiste,Pierre-Louis,Aurélien,Félix,Joël,Nathanaël,Valentin,Simon,Octave,Anatole,Tristan,Evan,Côme,Gaëtan,Rémi,Ulysse,Victor,Adrien,Paul-Émile,Basile,Hippolyte,Malo,Cédric,Loup".split(
    ",",
  );
const families =
  "Marlow,Vasset,Briac,Loriot,Neveu,Tanguy,Bérangé,Cordelier,d'Orval,de La Brosse,Lefèvre-Caron,Mérigot,Chantepie,Delahaye,L'Hermitte,Bœuf,Guérin-Dubois,Peyrolle,Roussel,Saint-Aubin,Thévenot,Vauquelin,Lacombe,Fournel,Grandjean,Hérisson,Jolivet,Kermarec,Le Goff,Le Bihan,Maréchal,Noirot,Ozanne,Pinçon,Quéméner,Ravel-Petit,Sénéchal,Tisserand,Urvoy,Viguier,Watteau,Aubépine,Boisrond,Cazaux,Dutilleul,Estève,Faugère,Gâtinel,Houdan,Jaffrézic,Labarthe,Montazeau,Névot,Pélissier,Rigaudière,Sourdeval,Taillefer,Verdier,Boisvert,Clérissy,Daubigné,Échard,Froment,Gervaise,Lamothe,Mauduit,Pontcallec,Rochebois,Salignac,Thibodeau".split(
    ",",
  );

/** Pools of diverse origins, as in any French school. */
export const namePools: readonly NamePool[] = [
  { weight: 58, families, girls, boys },
  {
    weight: 14,
    families:
      "Benkacem,El Amrani,Haddouche,Ziani,Bouzidane,Cherfaoui,Ait Brahim,Lahlouh,Mezouar,Tazi-Alaoui,Ouldali,Rahmouni,Saïdani,Belhaddad,Yacoubi".split(
        ",",
      ),
    girls: "Yasmine,Inaya,Lina,Samia,Nour,Assia,Kenza,Myriam,Soraya,Farah,Leïla,Naïma".split(","),
    boys: "Rayan,Ilyès,Adam,Karim,Hakim,Anis,Yanis,Sofiane,Naïm,Mehdi,Bilal,Walid".split(","),
  },
  {
    weight: 9,
    families:
      "N'Diaye,Koulibaly-Sow,Traorat,Mbarga,N'Guessane,Ouattarou,Dembélou,Fofanet,Kabongo,Nsimba,Adjovi,Sarrasy,Diakhité,Bamboukou".split(
        ",",
      ),
    girls: "Aïssatou,Fatou,Mariama,Awa,Khadija,Grâce,Merveille,Aminata,Rokhaya,Divine".split(","),
    boys: "Ousmane,Mamadou,Moussa,Ibrahima,Christ-Emmanuel,Cheikh,Kofi,Boubacar,Exaucé,Seydou".split(","),
  },
  {
    weight: 7,
    families:
      "da Silveira,Gonçalvès,dos Reis,Magalhães,Ribeirinho,Pereirós,Carvalhais,Nogueirol,Muñoz-Vidal,Echeverría,Zabaleta,Quiñonero".split(
        ",",
      ),
    girls: "Inês,Beatriz,Lucía,Carla,Mafalda,Alba,Rocío,Leonor".split(","),
    boys: "João,Tiago,Diego,Rúben,Matías,Íñigo,Duarte,Gonçalo".split(","),
  },
  {
    weight: 4,
    families: "Nguyên-Van,Trân,Phạm,Lê Minh,Huỳnh,Zhang-Liu,Chenoux,Souvanna,Keomany,Watanabé".split(","),
    girls: "Linh,Mai,Thảo,Mei,Hương,Lan,Sakura,Kim-Anh".split(","),
    boys: "Minh,Quang,Tuấn,Wei,Long,Huy,Kenji,Bao".split(","),
  },
  {
    weight: 4,
    families:
      "Kovačević,Wojtasik,Dąbrowska,Popescou,Ionescu-Rey,Yılmazer,Demirtaş,Petrosyan,Ohanian,Šimánek,Horváthy".split(
        ",",
      ),
    girls: "Élif,Zeynep,Ana-Maria,Daria,Milena,Anouche,Nadja,Ilinca".split(","),
    boys: "Emre,Andreï,Tomasz,Aram,Luka,Mircea,Štěpán,Deniz".split(","),
  },
  {
    weight: 4,
    families:
      "Célestin-Hoarau,Grondinet,Payetry,Técher-Lou,Marie-Louisa,Bellerose,Zandronisse,Pointe-Sèche,Rangassam,Sinnatamby,Vellayoudon".split(
        ",",
      ),
    girls: "Maëva,Naomie,Marie-Ange,Priya,Lakshmi,Wendy,Élodie,Anjali".split(","),
    boys: "Jordan,Kévin,Ludovic,Arun,Dimitri,Jean-Marc,Vikram,Yohann".split(","),
  },
];

/** Streets of Bourg-l'Essai. */
export const streets =
  "rue des Tilleuls,rue de l'Abreuvoir,avenue des Marronniers,impasse du Four-à-Pain,chemin des Écoliers,place du Vieux-Marché,rue Hedy-Lamarr,rue de la Gare,boulevard de l'Île-aux-Saules,allée des Mésanges,rue du Château-d'Eau,quai de la Fontaine,rue Évariste-Galois,sente des Vignes,rue de l'Œillet".split(
    ",",
  );
