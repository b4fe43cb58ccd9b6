DELETE WHERE { <study/trial/arm/1/dose> bkg:unit ?value } ;
DELETE WHERE { <study/trial/arm/1/dose> bkg:value ?value } ;
INSERT DATA { <study/trial/arm/1/dose> bkg:described "low" }
