"""medlocale: a clinic's English pages, localised under a medical glossary and reviewed by people."""
