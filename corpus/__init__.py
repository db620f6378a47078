"""What a governance document is: types, identifiers, the archive, embedding and the two indexes."""
