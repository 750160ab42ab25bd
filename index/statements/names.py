"""Word lists that tell people, titles and roles from one another."""

from __future__ import annotations

from index.statements.cues import words

MEN = words("""
Al
Aaron Abdul Abraham Adam Adrian Ahmed Alan Albert Alejandro Alex Alexander Ali Allan Allen Amir Andre Andrew Andy
Angus Anthony Antonio Antony Ari Arnold Arthur Ashton Barack Barry Bashar Ben Benjamin Benny Bernard Bernie Bezalel
Bill Billy Bob Bobby Boris Brad Bradley Brandon Brendan Brent Brett Brian Bruce Bryan Byron Calvin Carl Carlos Cesar
Chad Charles Charlie Chip Chris Christian Christopher Chuck Clarence Clark Clay Clint Cody Colin Connor Corey Cory
Craig Curt Curtis Dale Damian Dan Daniel Danny Darren Darryl Dave David Dean Dennis Derek Dick Diego Don Donald Doug
Douglas Drew Duncan Dwight Earl Ed Eddie Edgar Eduardo Edward Edwin Eli Elias Elijah Elliott Emanuel Emmanuel Eric
Erik Ernest Ethan Eugene Evan Felix Fernando Francis Francisco Frank Franklin Fred Frederick Gabriel Garrett Gary
Gavin Gene Geoff Geoffrey George Gerald Gilbert Glen Glenn Gordon Graham Grant Greg Gregory Guy Harold Harry Harvey
Hassan Hector Henry Herbert Herman Howard Hugh Hugo Hussein Ian Ibrahim Ira Isaac Itamar Ivan Jack Jacob Jaime Jake
James Jamie Jared Jason Javier Jay Jeb Jeff Jeffrey Jeremy Jerome Jerry Jesse Jim Jimmy Joe Joel Joey John Johnny
Jon Jonathan Jordan Jorge Jose Joseph Josh Joshua Juan Julian Julio Julius Justin Karl Keith Ken Kenneth Kent Kevin
Khalid Kirk Kurt Kyle Lance Larry Lawrence Lee Len Leo Leon Leonard Lewis Liam Lincoln Lindsey Lloyd Louis Lucas
Luis Luke Mahmoud Malcolm Manuel Marc Marco Marcus Mario Mark Marshall Martin Marty Marvin Mathew Matt Matthew
Maurice Max Mel Michael Miguel Mike Mitch Mitchell Mitt Mohamed Mohammed Morris Moshe Muhammad Narendra Nate Nathan
Nathaniel Ned Neil Newt Nicholas Nick Nigel Noah Noel Norman Oliver Omar Oscar Otto Owen Pablo Pat Patrick Paul
Pedro Pete Peter Phil Philip Phillip Pierre Rafael Ralph Ramon Rand Randall Randy Raul Ray Raymond Reggie Reince Rex
Ricardo Richard Rick Ricky Rob Robert Roberto Rod Rodney Roger Roland Ron Ronald Ross Roy Rudolph Rudy Rupert Russ
Russell Ryan Salman Sam Samuel Scott Sean Sergei Seth Shane Sheldon Sherrod Sid Simon Spencer Stanley Stephen Steve
Steven Stewart Stuart Ted Terrence Terry Theodore Thomas Tim Timothy Toby Todd Tom Tommy Tony Travis Trent Trevor
Tucker Tyler Vernon Vic Victor Vince Vincent Vladimir Wade Wallace Walt Walter Warren Wayne Wes Wesley Will William
Willie Wolf Xavier Xi Yair Yoav Yusuf Zach Zachary
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
Josephine Joy Joyce Juanita Judith Judy Julia Juliana Julie June Kaitlin Kamala Karen Kate Katherine Kathleen
Kathryn Kathy Katie Katrina Kay Kayla Kelly Kellyanne Kelsey Kendra Kim Kimberly Kirsten Kirstie Krista Kristen
Kristin Laila Latoya Laura Lauren Laurie Leah Leila Lena Lily Linda Lindsay Lisa Liz Lois Loretta Lori Lorraine
Louise Lucia Lucille Lucy Lydia Lynn Mabel Madeleine Madeline Maggie Mara Marcia Margaret Maria Marian Marie Marilyn
Marina Marine Marissa Marjorie Marlene Martha Mary Maryam Maureen Maxine Megan Megyn Melania Melanie Melinda Melissa
Mercedes Meredith Michele Michelle Mildred Miranda Miriam Molly Monica Nadia Nancy Naomi Natalie Natasha Nicole
Nikki Nina Nora Norma Olga Olivia Paige Pam Pamela Patricia Patty Paula Pauline Peggy Penny Phyllis Priscilla Rachel
Ramona Rebecca Regina Renee Rhonda Rita Roberta Robin Rosa Rose Rosemary Ruth Sabrina Sally Samantha Sandra Sara
Sarah Shannon Sharon Sheila Shelley Sheryl Shirley Sofia Sonia Sophia Sophie Stacey Stella Stephanie Sue Susan
Susana Susie Suzanne Sylvia Tamara Tammy Tanya Tara Teresa Theresa Tiffany Tina Toni Tracy Tulsi Ursula Valerie
Vanessa Vera Veronica Victoria Virginia Vivian Wendy Whitney Yolanda Yvonne Zoe
""")
"""First names that are mostly women's."""

TITLES = words("""
Adm. Admiral Adviser Advisor Ambassador Archbishop Attorney Ayatollah Bishop Candidate Capt. Captain Cardinal Chair
Chairman Chairperson Chairwoman Chancellor Chief Cmdr. Coach Col. Colonel Commander Commissioner Comptroller
Congressman Congresswoman Councilman Councilwoman Dame Democrat Democratic Detective Director Dr Dr. Editor Envoy
Father Gen. General Gentleman Gov Gov. Governor Imam Judge Justice King Lady Leader Lord Lt. Maj. Major Manager
Mayor Minister Miss Mr Mr. Mrs Mrs. Ms Ms. Nominee Officer Pastor Pope Premier President Prince Princess Prof.
Professor Queen Rabbi Rep. Reporter Representative Reps. Republican Rev. Reverend Secretary Sen. Senator Senators
Sens. Sergeant Sgt. Sheikh Sheriff Sir Sister Solicitor Speaker Spokesman Spokesperson Spokeswoman Strategist
Superintendent Treasurer Vice Vice-President Whip
""")
"""What stands before a name, as part of it: "Senator", "Mr."."""

HE_TITLES = words("""
Cardinal Congressman Councilman Father Imam King Lord Mr Mr. Pope Prince Rabbi Sir
""")
SHE_TITLES = words("Congresswoman Councilwoman Dame Lady Miss Mrs Mrs. Ms Ms. Princess Queen Sister")

ROLES = words("""
activist actor actress adviser advisor advocate aide ally ambassador analyst anchor architect astronomer attorney
author baker banker billionaire biologist boss broadcaster brother builder businessman businesswoman candidate
captain ceo chair chairman chairperson chairwoman chancellor chemist chief clerk coach columnist comedian commander
commentator commissioner congressman congresswoman consultant coordinator correspondent councillor councilman
councilwoman counsel daughter dean delegate democrat deputy designer developer diplomat director doctor donor driver
economist editor engineer envoy executive expert farmer father fellow firefighter fisherman founder general
geologist governor head heir historian host husband inspector investigator investor journalist judge justice
lawmaker lawyer leader lecturer librarian lobbyist manager mayor member meteorologist minister mother neighbor
neighbour nominee novelist nurse officer official operative operator organiser organizer owner partner pastor
physician physicist pilot player poet politician pollster premier president principal producer professor prosecutor
psychologist publisher rabbi reporter representative republican researcher resident retiree scholar scientist
secretary senator sheriff shopkeeper singer sister socialist sociologist soldier son speaker specialist spokesman
spokesperson spokeswoman staffer strategist student superintendent supporter surgeon surrogate teacher treasurer
trustee veteran volunteer voter whip wife worker writer
""")
"""What people are: "a spokesman for the ministry"."""

HE_ROLES = words("""
brother businessman chairman congressman councilman father husband king son spokesman
""")
SHE_ROLES = words("""
actress businesswoman chairwoman congresswoman councilwoman daughter mother sister spokeswoman wife
""")

ROLE_WORDS = words("""
acting assistant associate bank campaign chief city college committee company council county court deputy executive
foreign former government group hospital house longtime managing ministry museum national party police political
presidential press regional school senior state top town union university veteran vice village
""")
"""What stands before or between the words of a role: "deputy campaign manager"."""

NOT_NAMES = words("""
A About Above According Across Add After Afterward Again Against All Almost Along Already Also Although Always Amid
Among An And Another Any Anyone April Are As Ask Asked At August Because Before Behind Being Besides Between Both
But By Can Contrary Could Critics Dear December Despite Did Do Does During Each Earlier Early Either Even Ever Every
Everyone February Few Finally First For Former Friday From Further Given Had Has Have He Hello Her Here Hers His How
However I If Immediately In Indeed Instead Into Is It Its January July June Just Last Late Later Least Less Like
Likewise Longtime Make Many March May Maybe Meanwhile Monday More Moreover Most Much My Near Nearly Neither Never
Nevertheless Next No Nobody None Nor Not Nothing November Now October Of Off Often On Once One Only Or Other Others
Our Out Outside Over Perhaps Rather Read Recently Saturday Second September Several She Should Similarly Since So
Some Somehow Soon Speaking Still Such Sunday Than That The Their Them Then There These They This Those Though Three
Through Throughout Thursday Thus To Today Together Too Tuesday Two Under Unless Unlike Until Up Upon Us Very Was We
Wednesday Well Were What Whatever When Whenever Where Whereas Whether Which While Who Whoever Whose Why With Within
Without Would Yes Yesterday Yet You Your
""")
"""Words with a capital at the beginning of a sentence that begin no name."""
