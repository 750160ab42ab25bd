"""Word lists that tell people, titles and roles from one another."""

from __future__ import annotations

from index.statements.cues import words

MEN = words("""
Aaron Abdul Abraham Adam Adrian Ahmed Al Alan Albert Alejandro Alex Alexander Ali Allan Allen Amir Andre Andrew Andy
Angus Anthony Antonio Antony Ari Arnold Arthur Ashton Barack Barry Bashar Ben Benjamin Benny Bernard Bernie Bezalel
Bill Billy Bob Bobby Boris Brad Bradley Brandon Brendan Brent Brett Brian Bruce Bryan Byron Calvin Carl Carlos Cesar
Chad Charles Charlie Chip Chris Christian Christopher Chuck Clarence Clark Clay Clint Cody Colin Connor Corey Cory
Craig Curt Curtis Dale Damian Dan Daniel Danny Darren Darryl Dave David Dean Dennis Derek Dick Diego Don Donald Doug
Douglas Drew Duncan Dwight Earl Ed Eddie Edgar Eduardo Edward Edwin Eli Elias Elijah Elliott Emanuel Emmanuel Eric
Erik Ernest Ethan Eugene Evan Felix Fernando Francis Francisco Frank Franklin Fred Frederick Gabriel Garrett Gary
Gavin Gene Geoff Geoffrey George Gerald Gilbert Glen Glenn Gordon Graham Grant Greg Gregory Guy Harold Harry Harvey
Hassan Hector Henry Herbert Herman Howard Hugh Hugo Hussein Ian Ibrahim Ira Isaac Itamar Ivan Jack Jacob Jaime Jake
James Jamie Jared Jason Javier Jay Jeb Jeff Jeffrey Jeremy Jerome Jerry Jesse Jim Jimmy Joe Joel Joey John Johnny Jon
Jonathan Jordan Jorge Jose Joseph Josh Joshua Juan Julian Julio Julius Justin Karl Keith Ken Kenneth Kent Kevin Khalid
Kirk Kurt Kyle Lance Larry Lawrence Lee Len Leo Leon Leonard Lewis Liam Lincoln Lindsey Lloyd Louis Lucas Luis Luke
Mahmoud Malcolm Manuel Marc Marco Marcus Mario Mark Marshall Martin Marty Marvin Mathew Matt Matthew Maurice Max Mel
Michael Miguel Mike Mitch Mitchell Mitt Mohamed Mohammed Morris Moshe Muhammad Narendra Nate Nathan Nathaniel Ned Neil
Newt Nicholas Nick Nigel Noah Noel Norman Oliver Omar Oscar Otto Owen Pablo Pat Patrick Paul Pedro Pete Peter Phil
Philip Phillip Pierre Rafael Ralph Ramon Rand Randall Randy Raul Ray Raymond Reggie Reince Rex Ricardo Richard Rick
Ricky Rob Robert Roberto Rod Rodney Roger Roland Ron Ronald Ross Roy Rudolph Rudy Rupert Russ Russell Ryan Salman Sam
Samuel Scott Sean Sergei Seth Shane Sheldon Sherrod Sid Simon Spencer Stanley Stephen Steve Steven Stewart Stuart Ted
Terrence Terry Theodore Thomas Tim Timothy Toby Todd Tom Tommy Tony Travis Trent Trevor Tucker Tyler Vernon Vic Victor
Vince Vincent Vladimir Wade Wallace Walt Walter Warren Wayne Wes Wesley Will William Willie Wolf Xavier Xi Yair Yoav
Yusuf Zach Zachary
""")
"""First names that are mostly men's."""

WOMEN = words("""
Abigail Agnes Aisha Alexandra Alexis Alice Alicia Alison Allison Alyssa Amanda Amber Amelia Amy Ana Andrea Angela
Angelina Angie Anita Ann Anna Anne Annie Antonia April Ariana Arianna Ashley Audrey Barbara Beatrice Becky Bella
Bernadette Beth Betsy Betty Beverly Bonnie Brenda Bridget Brittany Brooke Camille Candace Candice Carla Carly Carmen
Carol Caroline Carolyn Carrie Cassandra Catherine Cathy Cecilia Charlotte Chelsea Cheryl Chloe Christina Christine
Cindy Claire Clara Claudia Colleen Condoleezza Connie Constance Corinne Courtney Crystal Cynthia Daisy Dana Danielle
Dawn Debbie Deborah Debra Denise Diana Diane Dianne Dolores Donna Doris Dorothy Edith Eileen Elaine Eleanor Elena
Elisabeth Elise Elizabeth Ella Ellen Emily Emma Erica Erin Esther Eva Evelyn Faith Fatima Felicia Fiona Florence
Frances Gabriela Gail Gayle Georgia Geraldine Gina Ginger Gladys Glenda Gloria Grace Greta Gwen Gwendolyn Hannah
Harriet Hazel Heather Heidi Helen Helena Hilary Hillary Holly Hope Huma Ida Ingrid Irene Iris Isabel Isabella Ivanka
Jackie Jacqueline Jan Jane Janet Janice Jean Jeanne Jen Jenna Jennifer Jenny Jessica Jill Jo Joan Joanna Joanne Joni
Josephine Joy Joyce Juanita Judith Judy Julia Juliana Julie June Kaitlin Kamala Karen Kate Katherine Kathleen Kathryn
Kathy Katie Katrina Kay Kayla Kelly Kellyanne Kelsey Kendra Kim Kimberley Kimberly Kirsten Kirstie Krista Kristen
Kristin Laila Latoya Laura Lauren Laurie Leah Leila Lena Lily Linda Lindsay Lisa Liz Lois Loretta Lori Lorraine Louise
Lucia Lucille Lucy Lydia Lynn Mabel Madeleine Madeline Maggie Mara Marcia Margaret Maria Marian Marie Marilyn Marina
Marine Marissa Marjorie Marlene Martha Mary Maryam Maureen Maxine Megan Megyn Melania Melanie Melinda Melissa Mercedes
Meredith Michele Michelle Mildred Miranda Miriam Molly Monica Nadia Nancy Naomi Natalie Natasha Nicole Nikki Nina Nora
Norma Olga Olivia Paige Pam Pamela Patricia Patty Paula Pauline Peggy Penny Phyllis Priscilla Rachel Ramona Rebecca
Regina Renee Rhonda Rita Roberta Robin Rosa Rose Rosemary Ruth Sabrina Sally Samantha Sandra Sara Sarah Shannon Sharon
Sheila Shelley Sheryl Shirley Sofia Sonia Sophia Sophie Stacey Stella Stephanie Sue Susan Susana Susie Suzanne Sylvia
Tamara Tammy Tanya Tara Teresa Theresa Tiffany Tina Toni Tracy Tulsi Ursula Valerie Vanessa Vera Veronica Victoria
Virginia Vivian Wendy Whitney Yolanda Yvonne Zoe
""")
"""First names that are mostly women's."""

TITLES = words("""
Adm. Admiral Adviser Advisor Ald. Alderman Alderwoman Ambassador Archbishop Archdeacon Attorney Ayatollah Baron
Baroness Bishop Brigadier Brother Candidate Capt. Captain Cardinal Chair Chairman Chairperson Chairwoman Chancellor
Chief Cllr Cllr. Cmdr. Coach Col. Colonel Commander Commissioner Comptroller Congressman Congresswoman Constable
Corporal Councillor Councilman Councilor Councilwoman Count Countess Dame Democrat Democratic Deputy Detective
Director Dr Dr. Duchess Duke Editor Emir Envoy Father Frau Gen. General Gentleman Gov Gov. Governor Herr Imam
Inspector Judge Justice King Lady Leader Lieutenant Lord Lt. Madame Maj. Major Manager Marshal Mayor Minister Miss
Monsieur Mr Mr. Mrs Mrs. Ms Ms. Mx Mx. Nominee Officer Pastor Pope Premier President Prince Princess Prof. Professor
Provost Queen Rabbi Rector Rep. Reporter Representative Reps. Republican Rev. Reverend Secretary Sen. Senator Senators
Sens. Sergeant Señor Señora Sgt. Sheikh Sheikha Sheriff Sir Sister Solicitor Speaker Spokesman Spokesperson
Spokeswoman Strategist Sultan Superintendent Taoiseach Treasurer Vicar Vice Vice-President Whip
""")
"""What stands before a name, as part of it: "Senator", "Mr."."""

COURTESY = words("Frau Herr Madame Miss Monsieur Mr Mr. Mrs Mrs. Ms Ms. Mx Mx. Señor Señora")
"""Titles that say nothing of what somebody is."""

HE_TITLES = words("""
Baron Brother Cardinal Congressman Councilman Count Duke Emir Father Herr Imam King Lord Monsieur Mr Mr. Pope Prince
Rabbi Señor Sheikh Sir Sultan
""")
SHE_TITLES = words("""
Alderwoman Baroness Congresswoman Councilwoman Countess Dame Duchess Frau Lady Madame Miss Mrs Mrs. Ms Ms. Princess
Queen Señora Sheikha Sister
""")

ROLES = words("""
academic accountant activist actor actress administrator adviser advisor advocate aide ally ambassador ambulanceman
analyst anchor apprentice archaeologist architect archivist artist astronomer attorney auditor author baker banker
barrister beekeeper billionaire biologist bookseller boss botanist bricklayer broadcaster brother builder bus-driver
businessman businesswoman busker butcher buyer candidate captain caretaker carpenter ceo chair chairman chairperson
chairwoman champion chancellor chef chemist chief choreographer cleaner clerk coach columnist comedian commander
commentator commissioner composer conductor congressman congresswoman constable consultant cook coordinator
correspondent councillor councilman councilor councilwoman counsel creator critic curator cyclist dancer daughter
dealer dean delegate democrat dentist deputy designer detective developer diplomat director doctor donor driver
drummer ecologist economist editor educator electrician engineer entrepreneur envoy epidemiologist executive expert
fan farmer father fellow filmmaker firefighter fisher fisherman fishmonger footballer founder gardener general
geologist goalkeeper governor grandfather grandmother grocer guard guide guitarist head heir historian host husband
hydrologist immunologist inspector instructor interpreter investigator investor jeweller joiner journalist judge
justice labourer landlady landlord lawmaker lawyer leader lecturer librarian lieutenant linguist lobbyist magistrate
manager mathematician mayor mechanic member merchant meteorologist midwife miller miner minister monk mother musician
neighbor neighbour nominee novelist nun nurse nutritionist officer official operative operator organiser organist
organizer owner painter paramedic partner passenger pastor pastry-chef pensioner pharmacist philosopher photographer
physician physicist pianist pilot player playwright plumber poet policeman policewoman politician pollster porter
postman potter premier president priest principal printer producer professor programmer prosecutor psychiatrist
psychologist publisher rabbi ranger rapper rector referee registrar reporter representative republican researcher
resident retiree reviewer sailor scholar scientist sculptor seamstress secretary seller senator sergeant shepherd
sheriff shopkeeper singer sister socialist sociologist soldier solicitor son speaker specialist spokesman spokesperson
spokeswoman staffer strategist student superintendent supporter surgeon surrogate survivor tailor teacher tenant
tourist trader trainer translator treasurer trucker trustee tutor vet veteran veterinarian vicar victim violinist
virologist volunteer voter vp waiter waitress warden weaver welder whip wife winemaker witness woodcutter worker writer
zoologist
""")
"""What people are: "a spokesman for the ministry"."""

HE_ROLES = words("""
brother businessman chairman congressman councilman father grandfather husband king landlord man monk policeman
postman son spokesman
""")
SHE_ROLES = words("""
actress alderwoman businesswoman chairwoman congresswoman councilwoman daughter grandmother heroine landlady midwife
mother nun policewoman seamstress sister spokeswoman waitress wife woman
""")

ROLE_WORDS = words("""
acting assistant associate bank campaign chief city college committee company council county court deputy executive
foreign former government group hospital house longtime managing ministry museum national party police political
presidential press regional school senior state top town union university veteran vice village
""")
"""What stands before or between the words of a role: "deputy campaign manager"."""

NOT_NAMES = words("""
A About Above According Across Add After Afterward Again Against All Almost Along Already Also Although Always Amid
Among An And Another Any Anyone April Are As Ask Asked At August Because Before Behind Being Besides Between Both But
By Can Contrary Could Critics Dear December Despite Did Do Does During Each Earlier Early Either Even Ever Every
Everyone February Few Finally First For Former Friday From Further Given Had Has Have He Hello Her Here Hers His How
However I If Immediately In Indeed Instead Into Is It Its January July June Just Last Late Later Least Less Like
Likewise Longtime Make Many March May Maybe Meanwhile Monday More Moreover Most Much My Near Nearly Neither Never
Nevertheless Next No Nobody None Nor Not Nothing November Now October Of Off Often On Once One Only Or Other Others
Our Out Outside Over Perhaps Rather Read Recently Saturday Second September Several She Should Similarly Since So Some
Somehow Soon Speaking Still Such Sunday Than That The Their Them Then There These They This Those Though Three Through
Throughout Thursday Thus To Today Together Too Tuesday Two Under Unless Unlike Until Up Upon Us Very Was We Wednesday
Well Were What Whatever When Whenever Where Whereas Whether Which While Who Whoever Whose Why With Within Without
Would Yes Yesterday Yet You Your
""")
"""Words with a capital at the beginning of a sentence that begin no name."""

ORGANISATIONS = words("""
Abbey Academy Act Affairs Agency Airlines Airport Airways Al-Qaeda Alliance America American Arabia Army Assembly
Associates Association Authority Avenue Award Bancorp Bank Basin Beacon Board Brands Britain British Broadcasting Bros
Brothers Building Bureau Business Campaign Canal Cape Capital Capitol Caucus Center Central Centre Chamber Channel
Christmas Chronicle Circuit City Clinic Club Coalition Coast College Command Commerce Commission Committee Commons
Community Company Conference Congress Constitution Consulate Control Convention Convoy Cooperative Corp Corporation
Council County Creek Cruises Cup D.C Daily Defence Defense Democrats Department Development District Division Dock
Eastern Economics Education Election Electric Embassy Emirates Empire Energy England Enterprises Estate Europe
European Exchange Express Factory Faculty Federal Federation Ferry Festival Fire Fleet Foods Force Forces Forum
Foundation Fund Games Gardens Gazette Government Great Group Guard Guardian Gulf Hall Hamas Harbor Harbour Health
Herald High Highway Holdings Hospital Hotel House Inc Independent Industries Initiative Institute Insurance
Intelligence International Internet Islamic Island Islands Jewish Journal Kingdom Korea Laboratories Laboratory Labs
Law League Library Limited Lines Llc Ltd Magazine Mail Manufacturing Media Medical Medicine Memorial Ministry Mirror
Monument Morning Motors Mountain Mountains Movement Museum Nation National Nations Navy Network New News Newspaper
Northern Observer Ocean Office Olympic Olympics Orchestra Organisation Organization PAC Pact Palace Parenthood
Parliament Partners Partnership Party Petroleum Pharma Pictures Planned Plant Plaza Police Port Press Prison Prize
Program Programme Project Public Qaeda Quarter Radio Railway Reform Region Register Relations Republic Republicans
Research Reserve Resort Review Rights River Road Royal Saudi School Schools Science Sciences Sea Security Senate
Sentinel Service Services Shipping Shipyard Show Society Solutions Sons Southern Square Standard State States Station
Steel Stock Studio Studios Sun Supreme Systems TV Taliban Team Technologies Technology Telegraph Television Terminal
Theater Theatre Times Tower Town Township Trade Traders Transport Treasury Treaty Tribune Trust U.K U.N U.S Union United
University Valley Village Volunteers War Water Weekly Western White Works World Zoo
""")
"""Words that no person's name holds: what has one of them is a body or a place."""

SURNAMES_TOO = words("""
Bay Beach Bell Bridge Church Court Crown Day East Fair Forest Free Green Hill Hills Inn King Lake Market Mill Mills
Mount North Park Pool Post Power Price Red Rivers South Store Street Temple Watch Waters West Yard
""")
"""Words of places and bodies that are last names, too."""
