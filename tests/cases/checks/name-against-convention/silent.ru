INSERT DATA { bkg:VitalAmine a owl:Class . bkg:isVital a owl:ObjectProperty . prov:Not_ours a owl:Class }
