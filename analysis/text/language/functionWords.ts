/**
 * The commonest small words of the languages that consultations in the United Kingdom are answered in, by
 * ISO 639-1 code, in lower case. "l'" and "'r" are the halves of a word with an apostrophe. A word may stand
 * in several lists: it then speaks for each of them, and decides nothing between them.
 */
const lists: readonly (readonly [language: string, words: string])[] = [
  [
    'en',
    `the of and to in that it is was for on are with as be this have from or had by not but what all were when we there
    can an your which their if will each about how up out them then she many some so these would other into has more her
    two like him see time could no make than been its who now people my made over did down only way find use may long
    because should our they you he his at do any must very why too much need where before after don't can't didn't
    isn't it's i'm we're they're i've we've doesn't wasn't please most every more get got just us me also being nobody
    everyone however therefore although though while since perhaps maybe another still yet here
    nothing without between across through during against both already far same those such few less cannot something
    someone everything never always often enough really again n't 's 've 'll 're i a am`,
  ],
  [
    'cy',
    `y yr yn a ac i o ar at am mae 'r 'n 'i 'u 'w 'm nid ni ddim dim oedd roedd bod fod wedi gan gyda hyn hwn hon ond neu
    os pan iawn mwy fwy rhaid angen dylai ddylai dylid byddai fyddai gallai allai bydd fydd chi nhw hi fe fi eich dw dwi
    rydym rydyn rwy rwyf maen maent yw ydy ydw ydi sydd sy pob bob pobl bobl drwy trwy dros rhwng heb cyn ôl yng ym nac mor
    rhy lle beth pam pwy sut cael gael gwneud wneud mynd hefyd digon ddigon llawer ychydig yma yna hynny rhai eraill
    ein eu ei fy dy ei mewn er fel na nad oes does un gormod ormod gwell well hoffwn hoffem credaf chredaf cytuno
    anghytuno oherwydd achos felly eto wrth dan rhag gennym gennyf ganddynt iddynt dydyn dyw nawr bellach
    bach mawr da drwg fawr dda ddrwg ynghylch yw'r â ô ŵyr diolch`,
  ],
  [
    'gd',
    `tha bha agus an am a' na nan nam airson air aig ann anns bidh bi bhith chan cha nach eil gu ri ris le leis do don
    dhan dha ach is gur mi thu sinn sibh iad againn agam agaibh aca aige aice seo sin mar oir feum feumaidh glè ro
    barrachd cus nas nuair ma mus gum gun ged bu robh rinn dè ciamar carson chòir air-son leòr dhuinn dhomh oirnn
    còmhla fhathast cuideachd math fhèin às eadar thairis uile gach daoine`,
  ],
  [
    'ga',
    `tá bhí agus an na ar ag do don den is ní níl nach go le leis sa san i as ba atá bheith beidh mé tú sé sí muid sibh
    siad againn agam acu seo sin mar ach má nuair níos faoi chun gan gur gach an-mhaith ró leor uainn dom dúinn orainn
    cén cad conas fáth sula freisin fós idir thar féin daoine gur ná mór chóir ó ón bíonn raibh rud maith linn liom`,
  ],
  [
    'pl',
    `i w z na do nie się to że jest są był była było były ale jak co dla od po przez tak już tylko oraz czy bardzo może
    być ma mamy ich jego jej nas nam my ja mnie tym tego ten ta te które który która więcej bo gdy kiedy żeby aby przed
    przy pod bez za o ze zbyt powinien powinna powinno powinny dlaczego nikt nic wszystko także też jestem proszę zanim
    niż lub mi mój moja nasz nasza ludzie`,
  ],
  [
    'ro',
    `și să nu de la în cu pe care este sunt a fost au era erau pentru din ca mai că dar foarte prea o un ne noi vă ei ea
    el le se sau dacă când ce cum fără după până trebui trebuie ar fi am avem nimeni nimic toate tot această acest
    acestea lor lui nostru noastră rog oamenii oameni mult multe înainte decât doar`,
  ],
  [
    'fr',
    `le la les de des du un une et à il elle est sont était étaient pour que qui dans ce cette ces ne pas plus par sur se
    avec nous vous ils on au aux mais ou où y en très trop tout tous faut être avoir ont été je mon ma mes notre nos leur
    leurs si comme sans sous avant après parce personne rien l' d' qu' n' c' s' j' aussi bien devrait puissent
    beaucoup`,
  ],
  [
    'es',
    `el la los las de del que y en un una es son era fue fueron ser con por para se no su sus lo al como más pero muy ya
    o este esta estos esto porque cuando sin sobre todo todos también hay nos nosotros ha han había debería nadie nada
    antes después desde hasta mi yo le les si demasiado nuestro nuestra`,
  ],
  [
    'pt',
    `o a os as de do da dos das que e em um uma é são era foi foram ser com por para se não seu sua no na nos nas ao à
    como mais mas muito muita já este esta isto porque quando sem sobre todo todos também há nós tem têm deveria ninguém
    nada antes depois desde até meu minha eu ele ela pelo pela demais nosso nossa dela`,
  ],
  [
    'it',
    `il lo la i gli le di del della dei delle che e è in un una per con non si da al alla come più ma molto anche sono era
    stato stata state stati erano questo questa perché quando senza su tutto tutti ci ha hanno nostro nostra dovrebbe
    nessuno niente prima dopo nel nella troppo io noi loro`,
  ],
  [
    'de',
    `der die das und ist sind war waren nicht ein eine einen einem mit für auf zu von den dem des es sie wir ich im in an
    auch als aber sehr so wie bei nach vor aus um über wenn dass weil nur noch mehr haben hat wird werden wurde sollte
    niemand uns unser unsere ihr ihre kein keine bitte bevor warum zum zur`,
  ],
  [
    'nl',
    `de het een en van is zijn was waren niet met voor op te dat die in aan er ook als maar zeer erg om bij naar uit over
    wij we ik zij hij ons onze hun geen meer nog wel kan moet moeten worden wordt heeft hebben waarom niemand veel
    zou deze dit`,
  ],
  [
    'lt',
    `ir yra buvo nėra kad ne su į iš ant už per po apie bet labai kaip tai mes mums mūsų jie jų aš man tik dar kai jei
    arba turi turėtų kodėl niekas nieko daugiau žmonės žmonių reikia reikėjo prieš nuo iki šis ši tas ta būti prie
    visi viskas`,
  ],
  [
    'tr',
    `ve bir bu için ile de da çok ama daha gibi en ne neden kadar olan olarak değil var yok ki biz bize bizim ben onlar
    önce sonra her hiç kimse şey veya ya eğer olmalı gerekir lazım idi mı mi mu mü ise üzere`,
  ],
  [
    'hu',
    `a az és hogy nem is volt voltak van vannak egy de ha meg már csak még nagyon túl kell kellene lehet nekünk mi mert
    miért senki semmi ezt azt ez ami aki minden mint vagy el ki be fel le legyen lenne több sok után előtt mielőtt`,
  ],
  [
    'sk',
    `a sa na je sú bol bola bolo boli nie v vo s so z zo do o po pre pri že ako ale aj veľmi by ich nám nás náš naša my
    ja to ten tá tie ktorý ktorá ktoré keď čo prečo nikto nič príliš viac mala mal treba predtým pred od už len alebo`,
  ],
  [
    'cs',
    `a se na je jsou byl byla bylo byly není v ve s z ze do o po pro při že jako ale také velmi by jich nám nás náš naše my
    já to ten ta ty který která které když co proč nikdo nic příliš více měla měl třeba před od už jen nebo jsem jsme`,
  ],
  [
    'sq',
    `të e i në dhe një për me nga se që është janë ishte ishin nuk më si por shumë pa ka kanë do ne na ynë tonë këto kjo
    ky duhet pse askush asgjë edhe kur ku para pas deri`,
  ],
  [
    'so',
    `waa in ay oo ka ku u la iyo ee uu aan waxaa waxay wuu way aad laakiin ma si loo ah inta hor kale badan jiray ahaa
    dadka wax ayaa aanay bay mid kasta lagu laga ayuu ayay waana si weli aan marka`,
  ],
  [
    'ar',
    'في من على أن إلى كان كانت هذا هذه لا ما لم ولكن لكن جدا مع التي الذي عن هو هي نحن كل قبل بعد يجب أو إن قد',
  ],
  [
    'ur',
    'کے میں کی ہے کو سے اور کا نے پر بہت تھا تھی تھیں ہیں لیکن کہ یہ نہیں ہم چاہیے بھی جو وہ کر ایک تھے',
  ],
  ['fa', 'و در به از که این را با است برای بود بودند خیلی ولی اما ما باید نیست هم آن یک پیش شود کنند کند'],
  ['hi', 'के में की है को से और का ने पर बहुत था थी थीं हैं लेकिन कि यह नहीं हम चाहिए भी जो वह कर एक थे'],
  ['ne', 'छ छन् हो र को मा का लाई पनि यो हामी धेरै थियो गर्नु पर्छ छैन तर'],
  ['mr', 'आहे आहेत आणि होते होता होती नाही पण खूप हे हा ही आम्ही पाहिजे'],
  [
    'ru',
    'и в не на что с по как это но для за из у от был была были очень мы нам нас я они их же бы все так уже чтобы прежде',
  ],
  [
    'uk',
    'і в не на що з по як це але для за із у від був була були дуже ми нам нас я вони їх же би всі так вже щоб перш та й',
  ],
  [
    'bg',
    'и в не на че с по как това но за от беше бяха много ние ни нас аз те ги да се са ще съм твърде преди всички',
  ],
]

/** For each small word, the places in `languagesByWords` of the languages that have it. */
export const languagesOfWord = new Map<string, number[]>()
export const languagesByWords: readonly string[] = lists.map(([language]) => language)

for (const [place, [, words]] of lists.entries()) {
  for (const word of new Set(words.trim().split(/\s+/))) {
    const places = languagesOfWord.get(word)
    if (places === undefined) languagesOfWord.set(word, [place])
    else places.push(place)
  }
}

/** Whether a word is a small word of English. @param word in lower case */
export function isSmallWord(word: string): boolean {
  return languagesOfWord.get(word)?.includes(0) ?? false
}
