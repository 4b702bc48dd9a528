"""What monitors ask of the site: is it there, can it answer readers, how does it do."""
