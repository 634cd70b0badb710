# R 4.2.2, sna 2.7.1 (Debian r-cran-sna 2.7-1-1). Run in this folder: Rscript brokerage.R
# Reads ties.csv and nodes.csv, writes values.csv: raw and z of every node, and of the whole ("node" -1).
suppressPackageStartupMessages(library(sna))
ties <- read.csv("ties.csv", colClasses = c(network = "character"))
nodes <- read.csv("nodes.csv", colClasses = c(network = "character", part = "character"))
out <- NULL
for (name in unique(nodes$network)) {
  own <- nodes[nodes$network == name, ]
  t <- ties[ties$network == name, ]
  a <- matrix(0, nrow(own), nrow(own))
  a[cbind(t$tail, t$head) + 1] <- 1
  if (t$directed[1] == 0) a <- pmax(a, t(a))
  b <- brokerage(a, own$part)
  raw <- rbind(unname(b$raw.nli[, 1:5]), unname(b$raw.gli[1:5]))
  z <- rbind(unname(b$z.nli[, 1:5]), unname(b$z.gli[1:5]))
  rows <- data.frame(network = name, node = c(own$node, -1), raw, signif(z, 12))
  out <- rbind(out, rows)
}
names(out) <- c("network", "node", paste0("raw_", c("w_I", "w_O", "b_IO", "b_OI", "b_O")),
                paste0("z_", c("w_I", "w_O", "b_IO", "b_OI", "b_O")))
write.csv(out, "values.csv", row.names = FALSE, quote = FALSE)
