/** Given and family names as a company with offices on four continents has them. */
export const givenNames =
  `Aaliyah Abel Adaeze Agnes Ahmed Aiko Alejandro Alice Amara Amir Amélie Andrea Andrzej Anika Anjali Anna Antonio
  Aoife Arjun Astrid Ayşe Beatriz Bilal Bjørn Bruno Camila Carlos Caroline Catarina Chiara Chidi Chloé Clara Daniel
  Daria David Deepa Diego Dmytro Ebba Elena Elif Elijah Emeka Emilia Emma Eriko Esra Esther Fatima Felix Femi Filip
  Francesca Freya Gabriel Giulia Grace Hana Hannah Haruto Hassan Helena Hiroshi Hugo Ibrahim Ingrid Isaac Isabel Jakub
  James Jana Javier Jelena Jin Joana Johan Jonas José Julia Kaito Kamal Karin Katarzyna Kenji Khadija Kofi Lars Laura
  Leila Leo Lerato Liam Lina Linh Lucas Lucía Luis Magnus Maja Marco Margaux Maria Marta Mateo Maya Mehmet Mei Mia
  Michał Miguel Minh Mira Mohammed Nadia Naomi Natalia Niamh Nikhil Nina Noah Nora Olga Oliver Oluwaseun Omar Oskar
  Pablo Paolo Patricia Pauline Pedro Petra Philippa Piotr Priya Rachel Rafael Rania Ravi Rebecca Renata Rosa Ruth Saanvi
  Samir Samuel Sanne Sara Sebastian Selin Seo-yeon Sofia Stefan Sunita Tariq Teresa Thabo Thandiwe Thomas Tomasz Ursula
  Valentina Vera Victor Viktória Wanjiru William Xavier Yara Yasmin Yuki Yusuf Zainab Zanele Zoë Zuzana`.split(
    /\s+/u,
  );

export const familyNames =
  `Abdi Abreu Achebe Adeyemi Ahlström Almeida Alvarez Andersen Andersson Aoki Arslan Asante Bakker Banerjee Barbosa Bauer
  Becker Bennett Bergström Bianchi Björk Blanchard Boateng Brennan Brown Byrne Campbell Cardoso Carter Castillo Chaudhry
  Cohen Colombo Costa Dalgaard Das Davies Delgado Demir Desai Diallo Dubois Dvořák Edwards Eriksen Esposito Evans Farah
  Fernandes Ferrari Fischer Flores Fontaine Fraser Fujita Gallagher Garcia Gashi Gomez Gonçalves Grant Greco Gupta
  Gutierrez Haddad Hansen Hartmann Hassan Hayashi Hernandez Hoang Hoffmann Horvat Hughes Ibrahim Inoue Ivanova Iyer
  Jankowski Jansen Jensen Johansson Jones Kamau Kaplan Kapoor Karlsson Kato Kaya Keller Khan Kim Kimura Kobayashi
  Kovačević Kowalski Kumar Larsen Laurent Lee Lefèvre Lehmann Lindberg Lopez Lund MacLeod Mahlangu Mancini Martin Martins
  Mbeki Mehta Mendes Meyer Mohamed Molina Morales Moreau Moretti Morris Mukherjee Murphy Mutua Nagy Nair Nakamura Ndlovu
  Nguyen Nielsen Nilsson Nkosi Novotný Nowak Nyberg O'Brien O'Connor Ochieng Odhiambo Okeke Oliveira Olsen Ortiz Osman
  Owusu Papadopoulos Park Patel Pereira Petersen Petrov Pham Popescu Quinn Rahman Ramirez Rao Reyes Ricci Richter Rivera
  Rodrigues Rojas Romano Rossi Roux Sánchez Santos Sato Schmidt Schneider Schwarz Shah Sharma Silva Singh Smith Sørensen
  Sousa Stein Suzuki Svensson Szabó Takahashi Tanaka Taylor Tran Traoré Tremblay Türk Vargas Vasquez Virtanen Vogel Wagner
  Walker Wallace Wang Watanabe Weber White Williams Wójcik Wolff Yamamoto Yılmaz Young Zhang Zimmermann`.split(
    /\s+/u,
  );
