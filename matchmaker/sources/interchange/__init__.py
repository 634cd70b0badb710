"""Networks of other tools: GraphML, GEXF, Pajek, edge lists and node-link JSON, read and written."""
