"""Import our files into Kùzu or Ladybug, as their own IMPORT DATABASE does, and count there."""

import importlib
import json
import sys

module = importlib.import_module(sys.argv[1])
connection = module.Connection(module.Database(":memory:"))
connection.execute(f"IMPORT DATABASE '{sys.argv[2]}'")


def rows(query):
    result = connection.execute(query)
    found = []
    while result.has_next():
        found.append(result.get_next())
    return found


def one(query):
    return rows(query)[0][0]


relation = "MATCH (a:Entity)-[r:Relation]->(b:Entity)"
print(
    json.dumps(
        {
            "nodes": one("MATCH (n:Entity) RETURN count(*)"),
            "edges": one(f"{relation} RETURN count(*)"),
            "claims": one("MATCH (n:Claim) RETURN count(*)"),
            "conflicts": one("MATCH (n:Conflict) RETURN count(*)"),
            "bases": dict(rows(f"{relation} RETURN r.basis, count(*)")),
            "negated": one(f"{relation} WHERE r.negated RETURN count(*)"),
            "offsets": int(one("MATCH (c:Claim) RETURN sum(c.`end` - c.start)")),
            "doses": one("MATCH (c:Claim) WHERE c.dose_value IS NOT NULL RETURN count(*)"),
            "between": one(
                "MATCH (a:Entity)<-[:HAS_SUBJECT]-(c:Claim)-[:HAS_OBJECT]->(b:Entity),"
                " (a)-[r:Relation]->(b) WHERE r.claim = c.id AND r.states = c.states"
                " RETURN count(*)"
            ),
            "opposed": one("MATCH (:Conflict)-[o:OPPOSES]->(:Claim) RETURN count(*)"),
            "states": sorted(s for (s,) in rows("MATCH (c:Claim) RETURN c.states")),
        }
    )
)
